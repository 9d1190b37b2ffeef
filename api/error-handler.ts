import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { DeploymentRefused } from '#engine/index.ts';
import { AppError, fail, reject, type Rejection } from '#errors/index.ts';
import { fieldErrorsOf } from '#tasks/index.ts';
import type { Language } from './contract/index.ts';
import { languageOf } from './http.ts';
import { type PlaceError, PlacesError, problemOf } from './problem.ts';

/** Seconds after which it is worth trying again when the store takes no writes: it is tried every second. */
const TRY_AGAIN_S = 5;

/** What express and its body parser throw. */
interface HttpError {
  readonly status: number;
  readonly type?: string;
  readonly message: string;
  readonly limit?: number;
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500;
}

function rejectionOf(error: unknown, requestId: string): Rejection {
  if (error instanceof AppError) return error.rejection;
  if (!isHttpError(error)) return reject('API_INTERNAL', { requestId });
  if (error.type === 'entity.too.large') {
    return reject('API_TOO_LARGE', { limit: `${Math.round((error.limit ?? 0) / 1024 / 1024)} MB` });
  }
  return reject('API_UNREADABLE', { problem: error.message });
}

/** Faults with places of their own: fields of a form, elements of a drawing, fields of a request. */
function placesIn(error: unknown, language: Language): readonly PlaceError[] {
  if (error instanceof PlacesError) return error.places(language);
  if (error instanceof DeploymentRefused) {
    return error.problems.map((problem) => ({
      path: problem.elementId,
      message: problem.message[language],
      remedy: problem.remedy[language],
      code: problem.code,
    }));
  }
  if (!(error instanceof AppError)) return [];
  return fieldErrorsOf(error.rejection).map(({ path, message }) => ({ path, message: message[language] }));
}

/** Details that are shown as places are not shown a second time as a text in a text. */
function withoutPlaces({ errors: _errors, ...details }: Rejection['details']): Rejection['details'] {
  return details;
}

export function requestIdOf(request: Request): string {
  return typeof request.id === 'string' ? request.id : '';
}

export function sendProblem(
  request: Request,
  response: Response,
  rejection: Rejection,
  places: readonly PlaceError[] = [],
): void {
  const shown = { ...rejection, details: withoutPlaces(rejection.details) };
  const problem = problemOf(shown, languageOf(request), requestIdOf(request), places);
  response.status(problem.status).type('application/problem+json');
  const seconds = rejection.details['seconds'];
  if (problem.status === 429 && typeof seconds === 'number') response.setHeader('retry-after', String(seconds));
  if (problem.status === 503) response.setHeader('retry-after', String(TRY_AGAIN_S));
  response.setHeader('cache-control', 'no-store');
  response.send(JSON.stringify(problem));
}

/**
 * Every error leaves as a problem document in the reader's language. What is not a known error leaves as API_INTERNAL with
 * the id of the request; what it was goes to the log, once, with the line of the request.
 */
export const answerErrors: ErrorRequestHandler = (error: unknown, request, response, next) => {
  // express hands on whatever was thrown.
  const rejection = rejectionOf(error, requestIdOf(request));
  if (rejection.code === 'API_INTERNAL' || response.headersSent) {
    response.err = error instanceof Error ? error : new Error(String(error));
  }
  if (response.headersSent) return next(error);
  sendProblem(request, response, rejection, placesIn(error, languageOf(request)));
};

/** Nothing else has answered. */
export const answerNotFound: RequestHandler = (request) => {
  fail('API_NOT_FOUND', { kind: languageOf(request) === 'en' ? 'address' : '地址', key: request.originalUrl });
};
