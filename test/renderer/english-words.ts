/** What no Spanish sentence has. */
export const english =
  /(?<!\p{L})(the|and|of|is|are|not|with|was|nothing|nobody|which|until|every|any|alone|told|device|site record|from)(?!\p{L})/iu
