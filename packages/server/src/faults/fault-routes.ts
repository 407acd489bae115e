import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ApiRefusal, badRequest } from '@tintype/core/images';
import { asRefusal } from '../answers/api-answer.ts';
import { errorEnvelope } from '../answers/error-envelope.ts';
import { readJSON } from '../api/read-json.ts';
import { checkToken } from '../token.ts';
import type { FaultList } from './fault-list.ts';

/** Where the faults of a running server are read and changed. */
const FAULTS_PATH = '/tintype/faults';

/**
 * Adds `GET`, `PUT` and `DELETE /tintype/faults`, for those who have the admin token: they read, replace
 * and clear the list. Faults whose `on` is a function cannot come this way.
 */
export function withFaultRoutes(
  answer: RequestListener,
  faults: FaultList,
  adminToken: string,
): RequestListener {
  return (incoming, outgoing) => {
    const [path] = (incoming.url ?? '').split('?', 1);
    if (path !== FAULTS_PATH) return answer(incoming, outgoing);
    void reply(incoming, outgoing, faults, adminToken);
  };
}

async function reply(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  faults: FaultList,
  adminToken: string,
): Promise<void> {
  try {
    checkToken(incoming.headers.authorization, adminToken);
    await change(incoming, faults);
    const body = { result: { faults: faults.list() }, success: true, errors: [], messages: [] };
    send(outgoing, 200, JSON.stringify(body, null, 2));
  } catch (error) {
    const { status, code, message } = asRefusal(error);
    send(outgoing, status, errorEnvelope(code, message));
  }
}

async function change(incoming: IncomingMessage, faults: FaultList): Promise<void> {
  switch (incoming.method) {
    case 'GET':
      return;
    case 'DELETE':
      faults.replace([]);
      return;
    case 'PUT': {
      const { faults: next } = await readJSON(incoming);
      try {
        faults.replace(next);
      } catch (error) {
        throw error instanceof TypeError ? badRequest(error.message) : error;
      }
      return;
    }
    default:
      throw new ApiRefusal(405, 5400, 'Bad request: only GET, PUT and DELETE are done here');
  }
}

function send(outgoing: ServerResponse, status: number, body: string): void {
  outgoing.writeHead(status, {
    'Content-Type': 'application/json; charset=UTF-8',
    'Cache-Control': 'no-store',
  });
  outgoing.end(body);
}
