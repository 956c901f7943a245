/** `npm run bench` lists the benches, `npm run bench -- NAME` runs one. A bench reports; it is no test and never fails. */
import { catalogBench } from './catalog.ts'

const benches: Readonly<Record<string, () => Promise<void>>> = { catalog: catalogBench }

const [name] = process.argv.slice(2)
const bench = name === undefined ? undefined : benches[name]
if (bench === undefined) {
  process.stdout.write(`Benches: ${Object.keys(benches).join(', ')}\n`)
  process.exitCode = name === undefined ? 0 : 2
} else {
  await bench()
}
