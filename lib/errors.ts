/** Every way in which Layerboard tells a caller that something cannot be done. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_INPUT',
  'CONFLICT',
  'LIMIT_EXCEEDED',
  'OUTDATED',
  'UNAVAILABLE',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface AppErrorOptions extends ErrorOptions {
  /** What a program has to know to go on, such as the number that was expected. */
  readonly details?: Readonly<Record<string, string | number>> | undefined;
}

/** The one error class that reaches people: a closed code, a sentence that names the offending thing, the cause. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { details = {}, ...options }: AppErrorOptions = {},
  ) {
    super(message, options);
    this.details = details;
  }
}
