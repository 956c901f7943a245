import './link-tabs.css'

interface LinkTabsProps<T extends string> {
  readonly label: string
  readonly tabs: readonly { readonly name: T; readonly title: string; readonly href: string }[]
  readonly at: T
  /** Those with something that is not saved yet, and the words for it. */
  readonly marked?: ReadonlySet<T>
  readonly mark?: string
}

/** Parts of one screen, each with an address of its own. */
export function LinkTabs<T extends string>({ label, tabs, at, marked, mark }: LinkTabsProps<T>) {
  return (
    <nav className="link-tabs" aria-label={label}>
      {tabs.map(({ name, title, href }) => (
        <a key={name} href={href} aria-current={name === at ? 'page' : undefined}>
          {title}
          {marked?.has(name) && <span className="unsaved-dot" role="img" aria-label={mark} title={mark} />}
        </a>
      ))}
    </nav>
  )
}
