import { useHotkeys } from '@mantine/hooks'
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react'
import { useLetters } from '../../frame/use-letters.ts'
import { text } from '../../text/text.ts'
import { answerNames } from './attest-draft.ts'
import type { Answer } from './attest-parts.ts'
import type { AttestFormState } from './use-attest-form.ts'
import { Wrong } from './wrong.tsx'

const { attest } = text
const answerIcons: Readonly<Record<Answer, typeof IconCircleX>> = {
  met: IconCircleCheck,
  'not-met': IconCircleX,
  'does-not-apply': IconCircleMinus,
}

/** The three answers; what was answered about other devices, or before the last seal, says so and counts no more. */
export function AnswerChoices({ form: { now, shown, giveAnswer, submit } }: { readonly form: AttestFormState }) {
  useAnswerKeys(giveAnswer, submit)
  return (
    <fieldset className="answers-field">
      <legend>{attest.question}</legend>
      <div className="answers-row">
        {answerNames.map((name, index) => {
          const Icon = answerIcons[name]
          return (
            <label key={name} className="answer-choice">
              <input
                type="radio"
                name="answer"
                value={name}
                checked={now.answer === name}
                onChange={() => giveAnswer(name)}
              />
              <Icon size="1.2rem" aria-hidden />
              <span>{attest.answer[name]}</span>
              <span className="key-cap" aria-hidden="true">
                {index + 1}
              </span>
            </label>
          )
        })}
      </div>
      {(now.isOutgrown || now.isBeforeSeal) && (
        <p className="begun-note tone-warn" role="alert">
          <IconAlertTriangle size="1.2rem" aria-hidden />
          <span>{now.isBeforeSeal ? attest.beforeSeal : attest.outgrown}</span>
        </p>
      )}
      <Wrong>{shown.answer}</Wrong>
    </fieldset>
  )
}

/** Keys 1 to 3 answer where no field has the focus; Ctrl or Cmd with Enter attests from anywhere in the window. */
function useAnswerKeys(onAnswer: (answer: Answer) => void, onSubmit: () => Promise<void>): void {
  useLetters(Object.fromEntries(answerNames.map((name, index) => [String(index + 1), () => onAnswer(name)])))
  useHotkeys([['mod+Enter', () => void onSubmit()]], [])
}
