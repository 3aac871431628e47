declare module 'bidi-js' {
  interface Bidi {
    /** Levels by UTF-16 unit; odd is right to left. The direction is that of the first strong letter when not given. */
    getEmbeddingLevels(
      text: string,
      direction?: 'ltr' | 'rtl',
    ): { levels: Uint8Array; paragraphs: { level: number }[] }
    getMirroredCharacter(character: string): string | null
  }
  export default function bidiFactory(): Bidi
}
