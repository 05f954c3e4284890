/** By which presence knows the field of a name: no parameter is called so. */
export const NAME_FIELD = ':name';
