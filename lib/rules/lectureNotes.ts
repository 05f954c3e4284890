/** How findings cite the lecture notes that many of the rules were learned from. */
export const LECTURE_NOTES = 'The School of AI, EVA4, session 2, lecture notes';
