import { valueAt } from './scalar.ts';

/** Folded for search: full-width and compatibility forms, case. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

const wordsOf = (text: string): readonly string[] =>
  fold(text)
    .split(/\s+/u)
    .filter((word) => word !== '');

function gramsOfWord(word: string): readonly string[] {
  const characters = Array.from(word);
  return characters.flatMap((character, at) => {
    const next = characters[at + 1];
    return next === undefined ? [character] : [character, character + next];
  });
}

/** The words of all strings (and lists of strings) at the paths. */
function wordsAt(document: object, paths: readonly string[]): readonly string[] {
  return paths
    .flatMap((path) => valueAt(document, path))
    .filter((value) => typeof value === 'string')
    .flatMap(wordsOf);
}

/** Every 1- and 2-gram of the words at the paths, each once. A change of this needs a new `GRAMS_VERSION`. */
export function gramsAt(document: object, paths: readonly string[]): readonly string[] {
  return [...new Set(wordsAt(document, paths).flatMap(gramsOfWord))];
}

/** All words at the paths in one text, a line each: a word of a search lies in a word where it lies in this. */
export function linesAt(document: object, paths: readonly string[]): string {
  return [...new Set(wordsAt(document, paths))].join('\n');
}

/** Counts up when `gramsAt` or `linesAt` give something else for the same document, so that text indexes are built anew. */
export const GRAMS_VERSION = 1;

/** A search: its words, the grams a document that holds them must have, and whether having them is proof enough. */
export interface TextSearch {
  readonly words: readonly string[];
  readonly grams: readonly string[];
  readonly exact: boolean;
}

/** Undefined when there is nothing to search for. */
export function parseSearch(text: string): TextSearch | undefined {
  const words = [...new Set(wordsOf(text))];
  if (words.length === 0) return undefined;
  const grams = words.flatMap((word) => {
    const all = gramsOfWord(word);
    return all.length === 1 ? all : all.filter((gram) => Array.from(gram).length === 2);
  });
  return { words, grams: [...new Set(grams)], exact: words.every((word) => Array.from(word).length <= 2) };
}

/** True when every word of the search is a part of a word at the paths. */
export function holdsText(document: object, paths: readonly string[], search: TextSearch): boolean {
  const words = wordsAt(document, paths);
  return search.words.every((wanted) => words.some((word) => word.includes(wanted)));
}
