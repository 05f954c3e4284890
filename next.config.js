const development = process.env.NODE_ENV === 'development';

/** Where a page may load what from. TensorFlow.js compiles WebAssembly and trains in workers made from blobs. */
const contentSecurityPolicy = {
  'default-src': ["'self'"],
  // Next starts a page with inline scripts; its development tools evaluate code.
  'script-src': [
    "'self'",
    "'unsafe-inline'",
    "'wasm-unsafe-eval'",
    'blob:',
    ...(development ? ["'unsafe-eval'"] : []),
  ],
  'worker-src': ["'self'", 'blob:'],
  // Interface parts are placed with inline styles.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'", 'blob:', 'data:'],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

const headers = [
  {
    key: 'Content-Security-Policy',
    value: Object.entries(contentSecurityPolicy)
      .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
      .join('; '),
  },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  // Browsers heed it over HTTPS only.
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
];

/** @type {import('next').NextConfig} */
const config = {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run types` checks them, tests included; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    '@apollo/server',
    '@electric-sql/pglite',
    '@graphql-tools/schema',
    '@redis/client',
    'graphql',
    'graphql-ws',
    'pg',
    'ws',
  ],
  headers: async () => [
    { source: '/:path*', headers },
    // The address of an invitation is its secret.
    { source: '/join/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
  ],
};

export default config;
