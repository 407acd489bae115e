import { createServer } from 'node:http';
import { serve } from './process.ts';

// Stands for the Images API: takes a form to its end and answers that the picture is stored.
const IMAGE = {
  id: '9a5c41e0-bbd2-4243-1b0b-f9ac7aa20700',
  filename: 'photo.jpg',
  uploaded: '2026-01-01T00:00:00.000Z',
  requireSignedURLs: false,
  variants: ['https://imagedelivery.net/hash/9a5c41e0-bbd2-4243-1b0b-f9ac7aa20700/public'],
};
const STORED = JSON.stringify({ result: IMAGE, success: true, errors: [], messages: [] });

const LONGEST_END = 256;

serve(
  createServer(async (request, response) => {
    let end = Buffer.alloc(0);
    for await (const chunk of request) {
      end = chunk.length < LONGEST_END ? Buffer.concat([end, chunk]).subarray(-LONGEST_END) : chunk;
    }
    const [, boundary] = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '') ?? [];
    const isWhole = end.subarray(-LONGEST_END).toString('latin1').endsWith(`--${boundary}--\r\n`);
    response.writeHead(isWhole ? 200 : 400, { 'Content-Type': 'application/json; charset=UTF-8' });
    response.end(isWhole ? STORED : '{}');
  }),
);
