// Jest runs as `node --experimental-vm-modules node_modules/jest/bin/jest.js`: Tintype is made of ES modules.
// biome-ignore lint/style/noDefaultExport: Jest wants it
export default {
  testEnvironment: '<rootDir>/jest/environment.js',
  testEnvironmentOptions: { customExportConditions: [''] }, // as MSW wants it
  testMatch: ['<rootDir>/jest/**/*.test.tsx'],
  setupFilesAfterEnv: ['<rootDir>/jest/setup.ts'],
  testTimeout: 30_000,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '\\.tsx?$': ['@swc/jest', { jsc: { transform: { react: { runtime: 'automatic' } } } }],
  },
};
