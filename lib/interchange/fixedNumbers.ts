/** What is left out of a file where values are shifted or scaled by one fixed number, and why nothing of a design changes with it. */
export const FIXED_NUMBERS =
  'Sums and products with single fixed numbers are left out: they learn nothing and change no size.';
