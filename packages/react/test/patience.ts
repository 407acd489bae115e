import { configure } from '@testing-library/react';

// What is loaded on demand takes its time on a busy machine, and no test is about that time.
configure({ asyncUtilTimeout: 15_000 });
