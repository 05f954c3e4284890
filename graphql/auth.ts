import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthMiddleware } from 'better-auth/api';
import { anonymous, organization } from 'better-auth/plugins';
import type { Database } from '@/db/database';
import { sharedSecret } from '@/db/queries/secrets/sharedSecret';
import { personalTeam } from '@/db/queries/teams/personalTeam';
import { moveUser } from '@/db/queries/users/moveUser';
import { schema } from '@/db/schema/schema';
import { newId } from '@/lib/ids';
import { guestName } from './guestName';

/** How this deployment is reached. */
export interface AuthSettings {
  /** Secret that signs cookies; one that is kept in the database when left out. */
  readonly secret?: string | undefined;
  /** Address under which people reach Layerboard; this machine alone when left out. */
  readonly publicUrl?: string | undefined;
  /** Addresses or networks of the proxies in front, whose word on the client's address is taken. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Only the tests turn it off. */
  readonly rateLimit: boolean;
}

export type Auth = Awaited<ReturnType<typeof createAuth>>;

/** Signing in: with e-mail and password, or as a guest who may make an account of the session later. */
export async function createAuth(
  { db, access }: Pick<Database, 'db' | 'access'>,
  { secret, publicUrl, trustedProxies = [], rateLimit }: AuthSettings,
) {
  const reached = publicUrl === undefined ? undefined : new URL(publicUrl);
  return betterAuth({
    appName: 'Layerboard',
    secret: secret ?? (await sharedSecret(db, 'auth')),
    basePath: '/api/auth',
    baseURL: reached
      ? { allowedHosts: [reached.host], protocol: httpOrHttps(reached), fallback: reached.origin }
      : {
          allowedHosts: ['localhost:*', '127.0.0.1:*', '[::1]:*'],
          protocol: 'http',
          fallback: 'http://localhost:3000',
        },
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: {
        user: schema.users,
        session: schema.sessions,
        account: schema.accounts,
        verification: schema.verifications,
        organization: schema.organizations,
        member: schema.members,
        invitation: schema.invitations,
        rateLimit: schema.rateLimits,
      },
    }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    plugins: [
      anonymous({
        generateName: guestName,
        async onLinkAccount({ anonymousUser, newUser }) {
          const guest = anonymousUser.user.id;
          const { id, name, isAnonymous } = newUser.user;
          if (id === guest || isAnonymous) return;
          await db.transaction((tx) => moveUser(tx, guest, { id, name }));
        },
      }),
      organization({
        disableOrganizationDeletion: true,
        organizationHooks: {
          afterAddMember: async ({ member }) => access.wake(member.userId),
          afterRemoveMember: async ({ member }) => access.wake(member.userId),
          afterUpdateMemberRole: async ({ member }) => access.wake(member.userId),
        },
      }),
    ],
    databaseHooks: {
      user: {
        create: {
          after: async ({ id, name }) => {
            await db.transaction((tx) => personalTeam(tx, { id, name }));
          },
        },
      },
      session: { delete: { after: async ({ userId }) => access.wake(userId) } },
    },
    hooks: {
      // Of those who leave a team by themselves the library tells nobody.
      after: createAuthMiddleware(async ({ path, context }) => {
        if (path === '/organization/leave' && context.session) access.wake(context.session.user.id);
      }),
    },
    // What a guest has would be left without anybody.
    disabledPaths: ['/delete-anonymous-user'],
    rateLimit: {
      enabled: rateLimit,
      storage: 'database',
      window: 10,
      max: 200,
      // A class behind one address begins as guests at the same time.
      customRules: { '/sign-in/anonymous': { window: 10, max: 40 } },
    },
    advanced: {
      // Said aloud, because under a test runner the library would not check otherwise.
      disableOriginCheck: false,
      database: { generateId: newId },
      ipAddress: { trustedProxies: [...trustedProxies], ipv6Subnet: 64 },
      useSecureCookies: reached?.protocol === 'https:',
    },
    // A wrong password is no news for whoever runs the server.
    logger: { level: 'error' },
    telemetry: { enabled: false },
  });
}

function httpOrHttps({ protocol }: URL): 'http' | 'https' {
  return protocol === 'https:' ? 'https' : 'http';
}
