/** What is wrong with a field that cannot say it itself; always there, so that it is read out when it comes. */
export function Wrong({ children }: { readonly children: string | null }) {
  return (
    <p className="field-error" role="alert">
      {children}
    </p>
  )
}
