// What ts-loader or babel-loader does for webpack, by what is here anyway.
const { transformSync } = require('esbuild');

module.exports = (source) =>
  transformSync(source, { loader: 'tsx', jsx: 'automatic', format: 'esm' }).code;
