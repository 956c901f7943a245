import type { KeptChoice, KeptPlan } from '../model/kept-plan.ts'
import type { Queries } from './queries.ts'

/** A plan as it lies in the file. */
export interface PlanRow {
  readonly plan: KeptPlan
  readonly choice: KeptChoice
  /** It is the one that a person looked at. */
  readonly isInFront: boolean
}

/** Plans that were made and not applied, with what a person decided about each. What was carried out is in the changes instead. */
export class PlanTable {
  readonly #queries: Queries

  constructor(queries: Queries) {
    this.#queries = queries
  }

  /** Those of one visit, in the order in which they were made. */
  of(visitId: string): PlanRow[] {
    const rows = this.#queries.all<{ record: string; choice: string; inFront: number }>(
      `SELECT record, choice, in_front AS inFront FROM plans JOIN plan_choices ON plan_id = id
       WHERE visit_id = ? ORDER BY position`,
      visitId,
    )
    return rows.map(({ record, choice, inFront }) => ({
      plan: JSON.parse(record) as KeptPlan,
      choice: JSON.parse(choice) as KeptChoice,
      isInFront: inFront === 1,
    }))
  }

  /** Of every visit. */
  ids(): string[] {
    return this.#queries.all<{ id: string }>('SELECT id FROM plans ORDER BY position').map(({ id }) => id)
  }

  add(plan: KeptPlan, choice: KeptChoice): void {
    this.#queries.transaction(() => {
      this.#queries.run(
        'INSERT INTO plans (id, visit_id, record) VALUES (?, ?, ?)',
        plan.id,
        plan.visitId,
        JSON.stringify(plan),
      )
      this.#queries.run(
        'INSERT INTO plan_choices (plan_id, choice, in_front) VALUES (?, ?, 0)',
        plan.id,
        JSON.stringify(choice),
      )
    })
  }

  /** Takes the place of what was decided before. Nothing for a plan that is not kept. */
  choose(id: string, choice: KeptChoice): void {
    this.#queries.run('UPDATE plan_choices SET choice = ? WHERE plan_id = ?', JSON.stringify(choice), id)
  }

  /** Null: none of them. */
  putInFront(id: string | null): void {
    this.#queries.run('UPDATE plan_choices SET in_front = (plan_id = ?)', id ?? '')
  }

  /** Nothing for a plan that is not kept. */
  forget(id: string): void {
    this.#queries.transaction(() => {
      this.#queries.run('DELETE FROM plan_choices WHERE plan_id = ?', id)
      this.#queries.run('DELETE FROM plans WHERE id = ?', id)
    })
  }
}
