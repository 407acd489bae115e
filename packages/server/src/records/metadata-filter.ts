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

/** The filter as a condition of SQL on the column `meta`, which holds JSON text. */
export function metadataCondition({ path, operator, values }: MetadataFilter): {
  sql: string;
  parameters: (string | number)[];
} {
  const field = `$${path.map((name) => `."${name}"`).join('')}`;
  const tests: string[] = [];
  const parameters: (string | number)[] = [];
  for (const value of values) {
    if (typeof value === 'boolean') {
      tests.push('json_type(meta, ?) = ?');
      parameters.push(field, String(value));
    } else {
      const types = typeof value === 'string' ? "('text')" : "('integer', 'real')";
      const comparison = operator === 'eq' || operator === 'in' ? '=' : COMPARISONS[operator];
      tests.push(`(json_type(meta, ?) IN ${types} AND json_extract(meta, ?) ${comparison} ?)`);
      parameters.push(field, field, value);
    }
  }
  return { sql: `(${tests.join(' OR ')})`, parameters };
}
