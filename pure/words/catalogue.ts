/** Messages in ICU form by key, as a feature’s `words.ts` writes them. */
export type Catalogue = Readonly<Record<string, string>>
