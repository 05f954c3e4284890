import type { Level } from '@/lib/rules/rule';

/** How each level is called and coloured; the colours are those of the canvas. */
export const LEVEL_TEXT: Readonly<
  Record<Level, { readonly one: string; readonly many: string; readonly color: string }>
> = {
  error: { one: 'Error', many: 'Errors', color: 'var(--lb-error)' },
  warning: { one: 'Warning', many: 'Warnings', color: 'var(--lb-warning)' },
  advice: { one: 'Advice', many: 'Advice', color: 'var(--lb-advice)' },
};
