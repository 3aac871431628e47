/** A command's module is light: what it needs for its work it imports when it runs. */
export interface Command {
  readonly name: string
  /** As in the overview: name and arguments. */
  readonly usage: string
  /** One sentence. */
  readonly about: string
  /** What `--help` prints. */
  readonly help: string
  /** The exit code: 0 fine, 1 something found, 2 wrong use, 3 could not. */
  run(args: string[]): Promise<number>
}
