import { Alert } from 'antd';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { CasePicture } from '#api/contract/index.ts';
import { useSession } from '#web/data/session.tsx';
import { defineTexts, useLanguage } from '#i18n/index.ts';
import { formatInstant } from '#web/ui/format.ts';
import './process-picture.css';

const useTexts = defineTexts('picture', {
  'zh-CN': {
    failed: '流程图没能画出来',
    here: '当前在这里',
    done: '已完成',
    timer: '将在 {{at}} 触发',
    label: '流程图',
  },
  en: {
    failed: 'The drawing could not be shown',
    here: 'here now',
    done: 'done',
    timer: 'fires {{at}}',
    label: 'Process drawing',
  },
});

interface Canvas {
  zoom(): number;
  zoom(level: string | number, center?: string): void;
  addMarker(element: string, marker: string): void;
  removeMarker(element: string, marker: string): void;
}
interface Overlays {
  add(element: string, overlay: { position: Readonly<Record<string, number>>; html: string }): void;
}
interface Registry {
  get(id: string): { readonly type?: string } | undefined;
}
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

interface EventBus {
  on(event: string, callback: (event: { readonly element: { readonly id: string } }) => void): void;
}

interface Props {
  readonly picture: CasePicture;
  /** Told which element was clicked. */
  readonly onPick?: (elementId: string) => void;
  /** The element chosen. */
  readonly picked?: string | undefined;
}

/** The drawing of a case with the path taken in colour and the place where it stands. */
export function ProcessPicture({ picture, onPick, picked }: Props) {
  const t = useTexts();
  const language = useLanguage();
  const { company } = useSession();
  const container = useRef<HTMLElement>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [canvas, setCanvas] = useState<Canvas | null>(null);
  const tell = useEffectEvent((elementId: string) => onPick?.(elementId));

  useEffect(() => {
    let alive = true;
    let destroy = (): void => undefined;
    const show = async (): Promise<void> => {
      const { default: Viewer } = await import('bpmn-js/lib/NavigatedViewer');
      // The designer is big: only who needs its English names waits for it.
      const english = language === 'en' ? (await import('#designer/index.ts')).englishDrawing : {};
      if (!alive || !container.current) return;
      const viewer = new Viewer({ container: container.current, ...english });
      destroy = () => viewer.destroy();
      await viewer.importXML(picture.bpmnXml);
      if (!alive) return;
      const canvas = viewer.get<Canvas>('canvas');
      const overlays = viewer.get<Overlays>('overlays');
      const registry = viewer.get<Registry>('elementRegistry');
      const known = (id: string): boolean => registry.get(id) !== undefined;
      for (const id of picture.takenFlows.filter(known)) canvas.addMarker(id, 'x-taken');
      for (const id of picture.completed.filter(known)) canvas.addMarker(id, 'x-completed');
      for (const id of picture.terminated.filter(known)) canvas.addMarker(id, 'x-terminated');
      for (const id of picture.active.filter(known)) {
        // A sub-process is where the work is, not the work: its frame is enough.
        canvas.addMarker(id, registry.get(id)?.type === 'bpmn:SubProcess' ? 'x-active-scope' : 'x-active');
      }
      for (const incident of picture.incidents.filter((item) => known(item.elementId))) {
        canvas.addMarker(incident.elementId, 'x-incident');
        overlays.add(incident.elementId, {
          position: { bottom: -4, left: 0 },
          html: `<div class="x-picture-note x-picture-bad">${escape(incident.message)}</div>`,
        });
      }
      for (const timer of picture.timers.filter((item) => known(item.elementId))) {
        const at = formatInstant(timer.dueAt, company.now, company.zone, language);
        overlays.add(timer.elementId, {
          position: { top: -24, left: -20 },
          html: `<div class="x-picture-note">${escape(t('timer', { at }))}</div>`,
        });
      }
      canvas.zoom('fit-viewport', 'auto');
      canvas.zoom(canvas.zoom() * 0.94, 'auto');
      viewer.get<EventBus>('eventBus').on('element.click', ({ element }) => tell(element.id));
      setCanvas(canvas);
    };
    show().catch((error: unknown) => {
      if (alive) setFailed(error instanceof Error ? error.message : String(error));
    });
    return () => {
      alive = false;
      setCanvas(null);
      destroy();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- t changes identity with each render; language stands for it
  }, [picture, language, company.zone]);

  useEffect(() => {
    if (canvas === null || picked === undefined) return undefined;
    canvas.addMarker(picked, 'x-picked');
    return () => canvas.removeMarker(picked, 'x-picked');
  }, [canvas, picked]);

  if (failed) return <Alert type="warning" showIcon title={t('failed')} description={failed} />;
  return <section ref={container} className="x-picture" aria-label={t('label')} />;
}
