import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
  Source,
} from 'graphql';

interface SourceFile {
  readonly location: string;
  readonly document: DocumentNode;
}

const HEADER = '// Made by `npm run codegen`. Do not edit.';

/** What a resolver is given for each type of the schema: mostly the row that it stands for. */
const MAPPERS = {
  User: '@/db/schema/users#UserRow',
  Viewer: '@/db/schema/users#UserRow',
  Project: '@/db/schema/projects#ProjectRow',
  Design: '@/db/schema/designs#DesignRow',
  Document: './modules/design/designDocument#DesignDocument',
  CommittedOperation: '@/db/queries/documents/logRow#LogRow',
  NamedVersion: '@/db/schema/namedVersions#NamedVersionRow',
  Thread: '@/db/schema/threads#ThreadRow',
  Comment: '@/db/schema/threads#CommentRow',
  Waiver: '@/db/schema/rules#WaiverRow',
  RuleSetting: '@/db/schema/rules#ProjectRuleRow',
  Comparison: '@/db/schema/comparisons#ComparisonRow',
  TrainingRun: '@/db/schema/trainingRuns#TrainingRunRow',
  TrainingMetric: '@/db/schema/trainingRuns#TrainingMetricRow',
  Participant: './presence/presenceEntry#PresenceEntry',
} as const;

/** Values by which resolvers know the members of an enumeration. */
const ENUM_VALUES = {
  Role: '@/lib/access/permissions#Role',
  Outcome: '@/lib/document/session#Outcome',
  AnchorType: '@/db/schema/threads#AnchorType',
  RuleLevel: '@/lib/rules/rule#SettingLevel',
  RunStatus: '@/db/schema/trainingRuns#RunStatus',
} as const;

/**
 * Every file that is made from the schema and the client's documents: path below `root` to content.
 * Pure but for reading; the caller writes, or compares with what is committed.
 */
export async function generateFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const modules = readGraphqlFiles(root, 'graphql/modules');
  const schema = lexicographicSortSchema(
    buildASTSchema(concatAST(modules.map(({ document }) => document))),
  );
  const sdl = printSchema(schema);
  return new Map([
    ['graphql/schema.graphql', `# Made by \`npm run codegen\`. Do not edit.\n\n${sdl}\n`],
    ['graphql/resolverTypes.generated.ts', await resolverTypes(schema, sdl)],
    [
      'app/_graphql/documents.generated.ts',
      await clientDocuments(schema, sdl, readGraphqlFiles(root, 'app')),
    ],
  ]);
}

/** The GraphQL files below a folder, in the order of their paths on every machine. */
function readGraphqlFiles(root: string, folder: string): readonly SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .sort()
    .map((location) => ({
      location,
      document: parse(new Source(readFileSync(path.join(root, location), 'utf8'), location), {
        noLocation: true,
      }),
    }));
}

async function resolverTypes(schema: GraphQLSchema, sdl: string): Promise<string> {
  const code = await codegen({
    filename: 'resolverTypes.generated.ts',
    schema: parse(sdl),
    schemaAst: schema,
    documents: [],
    config: {
      useTypeImports: true,
      enumValues: ENUM_VALUES,
      mappers: MAPPERS,
      contextType: './context#Context',
      scalars: { ID: 'string', DateTime: 'Date', JSON: 'unknown' },
      strictScalars: true,
      makeResolverTypeCallable: true,
      immutableTypes: true,
      skipTypename: true,
    },
    plugins: [{ header: {} }, { typescript: {} }, { typescriptResolvers: {} }],
    pluginMap: { header: headerPlugin, typescript, typescriptResolvers },
  });
  // The generator re-exports the types of enumerations as if they were values.
  return code.replaceAll(/^export \{ (\w+) \};$/gm, 'export type { $1 };');
}

/** Works when the client has no documents yet: the file then holds only types. */
function clientDocuments(
  schema: GraphQLSchema,
  sdl: string,
  documents: readonly SourceFile[],
): Promise<string> {
  return codegen({
    filename: 'documents.generated.ts',
    schema: parse(sdl),
    schemaAst: schema,
    documents: documents.map(({ location, document }) => ({ location, document })),
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      enumType: 'string-literal',
      scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
      strictScalars: true,
      immutableTypes: true,
      skipTypename: true,
    },
    plugins: [{ header: {} }, { typescriptOperations: {} }, { typedDocumentNode: {} }],
    pluginMap: { header: headerPlugin, typescriptOperations, typedDocumentNode },
  });
}

const headerPlugin = { plugin: () => ({ prepend: [HEADER], content: '' }) };
