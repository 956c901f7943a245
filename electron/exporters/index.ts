import { csv } from './csv.ts'
import type { Exporter } from './exporter.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { oscal } from './oscal.ts'
import { sarif } from './sarif.ts'

/** Every format that findings can be written in. A new format is a file and a line here. */
export const exporters: readonly Exporter[] = [csv, html, json, oscal, sarif]
