import { Button, type ButtonProps } from '@mantine/core'
import { type ComponentPropsWithoutRef, createContext, useContext } from 'react'

/** Why nothing may be changed here, in a sentence; null where it may. */
export const BlockedContext = createContext<string | null>(null)

type ActButtonProps = ButtonProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps>

/** A button that changes something of the site, or asks a device. Where nothing may be changed it is off and says why. */
export function ActButton({ disabled = false, title, ...rest }: ActButtonProps) {
  const blocked = useContext(BlockedContext)
  return <Button {...rest} disabled={disabled || blocked !== null} title={blocked ?? title} />
}
