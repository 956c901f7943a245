/** Whether something was seen before anything was changed in a visit, or last. */
export type Phase = 'as-found' | 'as-left'
