import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type JSONDocument,
  type JSONSchema,
  type LanguageService,
  getLanguageService,
} from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position } from 'vscode-languageserver-types';
import type { Source } from '../../server/features/source';
import { languageId, readSource } from '../../server/lsp/documents';
import { root } from '../support/root';
import type { Rivals } from './measure';

/** A place in a text that both rivals have read before, as an editor would have. */
export interface Place {
  readonly source: Source;
  readonly position: Position;
  readonly service: LanguageService;
  readonly document: TextDocument;
  readonly json: JSONDocument;
}

const uri = 'file:///large/task-definition.json';

/** Places spread evenly over a text, at most so many. */
export function placesIn(text: string, offsets: readonly number[], most: number): Place[] {
  const schema = JSON.parse(readFileSync(path.join(root, 'schemas/task-definition.schema.json'), 'utf8')) as JSONSchema;
  const service = getLanguageService({});
  service.configure({ validate: true, schemas: [{ uri: 'schema:///task-definition', fileMatch: ['*'], schema }] });
  const document = TextDocument.create(uri, 'json', 1, text);
  const json = service.parseJSONDocument(document);
  const source = readSource(TextDocument.create(uri, languageId, 1, text));
  const step = Math.max(1, offsets.length / most);
  return Array.from({ length: Math.min(most, offsets.length) }, (_, index) => ({
    source,
    position: document.positionAt(offsets[Math.floor(index * step)]!),
    service,
    document,
    json,
  }));
}

const rounds = { warm: 60, measured: 20 };

/** The slowest but five in a hundred of all answers, in milliseconds; the rivals take turns. */
export async function compareSlow(
  places: readonly Place[],
  ours: (place: Place) => unknown,
  theirs: (place: Place) => Promise<unknown>,
): Promise<Rivals> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -rounds.warm; round < rounds.measured; round++) {
    for (const [name, work] of [
      ['ours', ours],
      ['theirs', theirs],
    ] as const) {
      for (const place of places) {
        const began = performance.now();
        await work(place);
        if (round >= 0) times[name].push(performance.now() - began);
      }
    }
  }
  return { ours: slow(times.ours), theirs: slow(times.theirs) };
}

function slow(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
