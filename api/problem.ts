import type { z } from 'zod';
import type { Language, Problem } from './contract/index.ts';
import { AppError, CATALOGUE, describe, type Category, type Rejection } from '#errors/index.ts';

const STATUS: Readonly<Record<Category, number>> = {
  INVALID_ARGUMENT: 422,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  INVALID_STATE: 409,
  CONFLICT: 409,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  UNAVAILABLE: 503,
  PROCESSING_ERROR: 500,
};

const TITLES: Readonly<Record<Category, Readonly<Record<Language, string>>>> = {
  INVALID_ARGUMENT: { en: 'Something sent is not right', 'zh-CN': '提交的内容有误' },
  NOT_FOUND: { en: 'Not found', 'zh-CN': '找不到' },
  ALREADY_EXISTS: { en: 'It exists already', 'zh-CN': '已经存在' },
  INVALID_STATE: { en: 'Not possible in this state', 'zh-CN': '当前状态下不能这样做' },
  CONFLICT: { en: 'Somebody was quicker', 'zh-CN': '内容已被他人更新' },
  FORBIDDEN: { en: 'Not allowed', 'zh-CN': '没有权限' },
  UNAUTHENTICATED: { en: 'Not signed in', 'zh-CN': '尚未登录' },
  TOO_LARGE: { en: 'Too large', 'zh-CN': '内容过大' },
  TOO_MANY: { en: 'Too many attempts', 'zh-CN': '尝试过多' },
  UNAVAILABLE: { en: 'Not available just now', 'zh-CN': '暂时不可用' },
  PROCESSING_ERROR: { en: 'Something went wrong', 'zh-CN': '出错了' },
};

/** The HTTP status of a category. */
export function statusOf(category: Category): number {
  return STATUS[category];
}

export interface PlaceError {
  readonly path: string;
  readonly message: string;
  readonly remedy?: string;
  readonly code?: string;
}

/** A rejection whose single faults have places of their own: fields of a form, elements of a drawing. */
export class PlacesError extends AppError {
  readonly places: (language: Language) => readonly PlaceError[];

  constructor(rejection: Rejection, places: (language: Language) => readonly PlaceError[]) {
    super(rejection);
    this.name = 'PlacesError';
    this.places = places;
  }
}

/** The RFC 9457 document of a rejection, in the reader's language. */
export function problemOf(
  rejection: Pick<Rejection, 'code' | 'details'>,
  language: Language,
  requestId?: string,
  errors?: readonly PlaceError[],
): Problem {
  const { category } = CATALOGUE[rejection.code];
  const { text, remedy } = describe(rejection, language);
  return {
    type: `/docs/errors#${rejection.code}`,
    title: TITLES[category][language],
    status: statusOf(category),
    code: rejection.code,
    detail: text,
    remedy,
    details: { ...rejection.details },
    ...(errors && errors.length > 0 ? { errors: [...errors] } : {}),
    ...(requestId ? { requestId } : {}),
  };
}

/** zod's findings as places, in words a person understands. */
export function placesOf(error: z.ZodError): readonly PlaceError[] {
  return error.issues.slice(0, 50).map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}
