import { Text } from '@mantine/core';
import Link from 'next/link';
import classes from './Brand.module.css';

/** The name with its sign: a stack of layers. Leads to `href`. */
export function Brand({ href }: { readonly href: string }) {
  return (
    <Link href={href} className={classes.brand}>
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#5447dc" />
        <path d="M16 5.5 26 11l-10 5.5L6 11z" fill="#fff" />
        <path d="m6 16 10 5.5L26 16" className={classes.sheet} opacity={0.82} />
        <path d="m6 21 10 5.5L26 21" className={classes.sheet} opacity={0.55} />
      </svg>
      <Text span fw={750} inherit>
        Layerboard
      </Text>
    </Link>
  );
}
