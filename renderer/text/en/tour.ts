/** The guided visit on the practice site: what each step is for, while it is the next one. */
export const tour = {
  title: 'Guided visit',
  step: (number: number, of: number) => `Step ${number} of ${of}`,
  go: 'Take me there',
  leave: 'Leave the rest open',
  end: 'End the guided visit',
  steps: {
    scope: [
      'Say where you may look',
      'The networks of this practice site are filled in. Confirm them: nothing outside is ever contacted.',
    ],
    discover: [
      'Hear what answers',
      'Start discovery. Several probes ask in the way of each maker, and unknown devices are shown too.',
    ],
    assess: [
      'Hold every device against the checklist',
      'Assess all devices. What could not be read is shown as not read; it never counts as a pass.',
    ],
    fix: [
      'Plan, then apply',
      'A plan writes nothing. Read what would change, untick what should stay, then apply it. Each change is read back.',
    ],
    attest: [
      'Say what only a person can see',
      'Some items need your eyes: a lock, a label, a form. You may leave them open; the pack then says so.',
    ],
    seal: [
      'Seal the evidence',
      'One signed pack holds as found, as left and the log. Afterwards open Verify and drop the pack there.',
    ],
    done: [
      'That was a whole visit',
      'The pack is sealed. Verify it, look at a device, or close the practice site: it leaves nothing behind.',
    ],
  },
} as const
