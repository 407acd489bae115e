/** Compares one field of the custom metadata. */
export interface MetadataFilter {
  /** Names from the outermost to the innermost. */
  path: readonly string[];
  operator: 'eq' | 'in' | 'gt' | 'gte' | 'lt' | 'lte';
  /** Any of them, where there are several. */
  values: readonly MetadataValue[];
}

/** A value of the custom metadata that can be compared. */
export type MetadataValue = string | number | boolean;

const COMPARISONS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** A part of a condition of SQL, with what belongs in the place of its question marks. */
interface Condition {
  sql: string;
  parameters: (string | number)[];
}

/**
 * The filter as a condition of SQL on the column `meta`, which holds JSON text. Values of one type are
 * compared at once, since each look into the text takes its time, and there may be a text for each picture.
 */
export function metadataCondition({ path, operator, values }: MetadataFilter): Condition {
  const field = `$${path.map((name) => `."${name}"`).join('')}`;
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  const booleans = values.filter((value) => typeof value === 'boolean');
  const isEqual = operator === 'eq' || operator === 'in';
  const compare = (list: unknown[]) => (isEqual ? isAmong(list) : `${COMPARISONS[operator]} ?`);
  const tests: Condition[] = [];
  if (texts.length > 0) {
    const sql = `json_type(meta, ?) = 'text' AND json_extract(meta, ?) ${compare(texts)}`;
    tests.push({ sql, parameters: [field, field, ...texts] });
  }
  if (numbers.length > 0) {
    const sql = `json_type(meta, ?) IN ('integer', 'real') AND json_extract(meta, ?) ${compare(numbers)}`;
    tests.push({ sql, parameters: [field, field, ...numbers] });
  }
  if (booleans.length > 0) {
    const sql = `json_type(meta, ?) ${isAmong(booleans)}`;
    tests.push({ sql, parameters: [field, ...booleans.map(String)] });
  }
  return {
    sql: `(${tests.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    parameters: tests.flatMap(({ parameters }) => parameters),
  };
}

function isAmong(list: unknown[]): string {
  return `IN (${list.map(() => '?').join(', ')})`;
}
