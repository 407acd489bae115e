import { configure } from '@testing-library/react';

// The engine loads its code with the first file, which takes a moment in the first test.
configure({ asyncUtilTimeout: 10_000 });
