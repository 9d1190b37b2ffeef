import { useEffect, useRef, useState, type RefObject } from 'react';

/** Below this width (px) a form has one column and cards. */
const NARROW = 560;

/** Whether the element is as narrow as a phone; its own width counts, not that of the window. */
export function useCompact(): readonly [RefObject<HTMLDivElement | null>, boolean] {
  const element = useRef<HTMLDivElement>(null);
  const [compact, setCompact] = useState(() => window.innerWidth < NARROW);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setCompact(entry.contentRect.width < NARROW);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, compact];
}
