/** 1,240: how many of something. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
