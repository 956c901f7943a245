/** What is not as it was when the last visit was sealed, in Spanish. `{}` stands for what the app puts in; it keeps its order. */
export const driftWords: Readonly<Record<string, string>> = {
  'A device': 'Un equipo',
  '{} at {} was not there before.': '{} en {} no estaba antes.',
  '{} was not there before.': '{} no estaba antes.',
  '{} at {} was not seen any more.': '{} en {} ya no se vio.',
  '{} was not seen any more.': '{} ya no se vio.',
  '{} at {} took the place of {} at {}.': '{} en {} ocupó el lugar de {} en {}.',
  '{} took the place of {}.': '{} ocupó el lugar de {}.',
  '{} (serial {})': '{} (n.º de serie {})',
  ' (serial {})': ' (n.º de serie {})',
  '{}: {} was "{}" and is "{}".': '{}: {} era «{}» y es «{}».',
  '{}: was {}, fails now ({}).': '{}: estaba {}, ahora falla ({}).',
  '{}: failed before, is {} now.': '{}: antes fallaba, ahora está {}.',
  '{}: what {} attested held until {}.': '{}: lo que atestiguó {} valió hasta el {}.',
  '{}: the waiver of {} ended on {}.': '{}: la dispensa de {} terminó el {}.',
  '{}: the waiver of {} was taken back.': '{}: se retiró la dispensa de {}.',
}
