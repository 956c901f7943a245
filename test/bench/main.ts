/** `npm run bench` lists the benches, `npm run bench -- NAME` runs one. A bench reports figures; only the one of chaos fails, when something happens that must never happen. */
import { appBench } from './app.ts'
import { assessBench } from './assess.ts'
import { catalogBench } from './catalog.ts'
import { chaosBench } from './chaos.ts'
import { discoveryBench } from './discovery.ts'
import { evidenceBench } from './evidence.ts'

const benches: Readonly<Record<string, () => Promise<void>>> = {
  app: appBench,
  catalog: catalogBench,
  evidence: evidenceBench,
  discovery: discoveryBench,
  assess: assessBench,
  chaos: chaosBench,
}

const [name] = process.argv.slice(2)
const bench = name === undefined ? undefined : benches[name]
if (bench === undefined) {
  process.stdout.write(`Benches: ${Object.keys(benches).join(', ')}\n`)
  process.exitCode = name === undefined ? 0 : 2
} else {
  await bench()
}
