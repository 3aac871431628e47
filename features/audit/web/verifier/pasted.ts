/** Finds a key and checkpoints in whatever was pasted: a whole mail will do. */

/** Verifier keys, C2SP signed-note: `name+id+key`. */
export const keysIn = (text: string): string[] =>
  [...text.matchAll(/[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}/g)].map(([key]) => key)

/** Signed checkpoints, C2SP tlog-checkpoint. */
export const checkpointsIn = (text: string): string[] =>
  [
    ...`${text.replaceAll(/\r\n?/g, '\n').replaceAll(/^[ \t>]+|[ \t]+$/gm, '')}\n`.matchAll(
      /^\S+\n\d+\n[A-Za-z0-9+/]{43}=\n(?:.+\n)*\n(?:— \S+ \S+\n)+/gm,
    ),
  ].map(([note]) => note)
