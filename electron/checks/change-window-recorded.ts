import { z } from 'zod'
import { fail, pass } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/** It is written down when the system may be changed, and who said so. */
export const changeWindowRecorded = defineCheck({
  id: 'change-window-recorded',
  needs: ['site.governance'],
  params: z.strictObject({}),
  evaluate({ 'site.governance': { maintenanceWindow } }) {
    const expected = 'the site record has a maintenance window and its approver'
    if (maintenanceWindow === null) return fail('the site record has no maintenance window', expected)
    const { when, approver } = maintenanceWindow
    return pass(`${when}, approved by ${approver}`, expected)
  },
})
