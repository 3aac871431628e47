/** The longest password, in code points; longer than anybody types, short enough to be judged at once. */
export const MAX_PASSWORD_LENGTH = 256
