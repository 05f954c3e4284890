/** What one request may ask for. The same over HTTP and WebSocket. */
export const LIMITS = {
  /** Fields within fields. */
  depth: 9,
  /** Fields under another name. */
  aliases: 15,
  /** Fields at the top of an operation. */
  rootFields: 10,
  directives: 10,
  /** Words and signs of a document. */
  tokens: 1_500,
  /** Fields that an answer would have if every list had ten entries. */
  cost: 10_000,
  /** Validation stops after this many complaints. */
  complaints: 5,
  /** Depth of a JSON value. */
  jsonDepth: 40,
  /** Operations of a push. PROTOCOL P2. */
  operations: 500,
  /** Points of a curve that come at once. */
  metrics: 200,
  /** Designs of a comparison, at least and at most. */
  comparedDesigns: [2, 4],
  /** Projects in a list. */
  projects: 500,
  /** Characters of a comment. */
  comment: 10_000,
  /** Characters of the reason for a waiver. */
  reason: 1_000,
  /** Body of an HTTP request; the largest design there can be fits. */
  bodyBytes: 16 * 1024 * 1024,
  /** Message to the WebSocket; what is longer, as a design that is imported, goes over HTTP. */
  messageBytes: 64 * 1024,
  /** Messages of one socket in a second. */
  messagesPerSecond: 300,
  /** Subscriptions of one socket at a time. */
  subscriptions: 50,
  /** Sockets of one person, over all their tabs, in one process. */
  socketsOfPerson: 50,
  /** Sockets from one address in one process; a school may stand behind it. */
  socketsOfAddress: 1_000,
  /** Tabs that are in one design at a time, in one process. */
  participants: 500,
  /** Bytes of what the people in a design say of themselves, in one message. */
  presenceBytes: 256 * 1024,
} as const;
