import type { ArgTypesEnhancer } from 'storybook/internal/types';

interface Docgen {
  name: string;
  raw?: string;
}

const SIMPLE = ['boolean', 'string', 'number'] as const;

/**
 * Says types and defaults as our TSDoc has them: without the `undefined` that every option of ours allows,
 * and with `@default` in its own column. So simple options get a control that suits them.
 */
export const tidyArgTypes: ArgTypesEnhancer = ({ argTypes }) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => {
      const type = (argType.type as Docgen | undefined)?.raw?.replace(/\s*\|\s*undefined\b/g, '');
      const [description = '', byDefault] = (argType.description ?? '').split('@default ');
      const simple = SIMPLE.find((kind) => kind === type);
      return [
        name,
        {
          ...argType,
          ...(simple && { type: { ...argType.type, name: simple } }),
          description: description.trim(),
          table: {
            ...argType.table,
            ...(type && { type: { summary: type } }),
            ...(byDefault && { defaultValue: { summary: byDefault.trim() } }),
          },
        },
      ];
    }),
  ) as typeof argTypes;
