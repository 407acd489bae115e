import { badRequest } from '@tintype/core/images';
import type { MetadataFilter, MetadataValue } from '../records/metadata-filter.ts';

const MOST_FILTERS = 5;
const DEEPEST = 5;
const MOST_VALUES = 10;

type ValueType = 'string' | 'number' | 'boolean';

/** The types that each operator compares; the last of them takes whatever the text looks like. */
const OPERATORS: Readonly<Record<MetadataFilter['operator'], readonly ValueType[]>> = {
  eq: ['string', 'number', 'boolean'],
  in: ['string', 'number'],
  gt: ['number'],
  gte: ['number'],
  lt: ['number'],
  lte: ['number'],
};

/**
 * Reads the filters `meta.<field>[<operator>]=<value>` of a list.
 *
 * @throws ApiRefusal 5400 for one that cannot be understood, or for too many.
 * @see https://developers.cloudflare.com/api/resources/images/subresources/v2/methods/list/
 */
export function readMetadataFilters(query: URLSearchParams): MetadataFilter[] {
  const given = [...query].filter(([name]) => name.startsWith('meta.'));
  if (given.length > MOST_FILTERS) {
    throw badRequest(`there are ${given.length} metadata filters, the limit is ${MOST_FILTERS}`);
  }
  return given.map(([name, value]) => readFilter(name, value));
}

function readFilter(name: string, text: string): MetadataFilter {
  const [, field = '', operator = '', type] = /^meta\.(.+)\[(\w+)(?::(\w+))?\]$/.exec(name) ?? [];
  const path = field.split('.');
  // All of them would need escaping in a path of SQLite's JSON functions.
  const isOdd = path.some((part) => part === '' || /["\\\p{Cc}]/u.test(part));
  if (isOdd || !isOperator(operator)) {
    throw badRequest(
      `"${name}" is not a metadata filter: write meta.<field>[<operator>], with one of ${Object.keys(OPERATORS).join(', ')}`,
    );
  }
  if (path.length > DEEPEST) throw badRequest(`"${name}" is over ${DEEPEST} levels deep`);
  return { path, operator, values: readValues(name, text, operator, type) };
}

function isOperator(text: string): text is MetadataFilter['operator'] {
  return Object.hasOwn(OPERATORS, text);
}

function readValues(
  name: string,
  text: string,
  operator: MetadataFilter['operator'],
  type: string | undefined,
): MetadataValue[] {
  const types = OPERATORS[operator];
  if (type !== undefined && !types.some((known) => known === type)) {
    throw badRequest(`"${name}": ${operator} compares ${types.join(' or ')} only`);
  }
  const texts = operator === 'in' ? text.split('|') : [text];
  if (texts.length > MOST_VALUES) {
    throw badRequest(`"${name}" has ${texts.length} values, the limit is ${MOST_VALUES}`);
  }
  const values = texts.flatMap((one) =>
    types.filter((known) => (type ?? known) === known).flatMap((known) => readValue(one, known)),
  );
  if (values.length > 0) return values;
  throw badRequest(`"${name}": "${text}" is not a ${type ?? types[0]}`);
}

/** The text as a value of the type, if it can be one. */
function readValue(text: string, type: ValueType): MetadataValue[] {
  if (type === 'string') return [text];
  if (type === 'boolean') return text === 'true' || text === 'false' ? [text === 'true'] : [];
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? [number] : [];
}
