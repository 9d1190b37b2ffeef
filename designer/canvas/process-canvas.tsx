import { ExpandOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Space } from 'antd';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import BpmnModeler from 'bpmn-js/lib/Modeler';
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import type { LintProblem } from '#api/contract/index.ts';
import { defineTexts, useLanguage } from '#i18n/index.ts';
import { extensionOf, headersOf, type CanvasElement, type Drawing } from '../moddle.ts';
import './process-canvas.css';
import { englishLabels } from './english-labels.ts';
import { translateModule } from './translate.ts';

const useTexts = defineTexts('canvas', {
  'zh-CN': {
    ownerSales: '客户的销售',
    ownerFinance: '客户的财务',
    ownerLegal: '客户的法务',
    requester: '发起人',
    sales: '销售',
    finance: '财务',
    legal: '法务',
    credit: '信控专员',
    head: '部门负责人',
    executive: '高管',
    admin: '管理员',
    days: '{{days}} 天内',
    undo: '撤销',
    redo: '重做',
    fit: '适应窗口',
    failed: '这个文件画不出来',
  },
  en: {
    ownerSales: 'customer’s sales',
    ownerFinance: 'customer’s finance',
    ownerLegal: 'customer’s legal',
    requester: 'requester',
    sales: 'sales',
    finance: 'finance',
    legal: 'legal',
    credit: 'credit',
    head: 'head',
    executive: 'executive',
    admin: 'admin',
    days: 'in {{days}} days',
    undo: 'Undo',
    redo: 'Redo',
    fit: 'Fit to window',
    failed: 'This file could not be drawn',
  },
});

const PEOPLE = {
  '=owners.sales': 'ownerSales',
  '=owners.finance': 'ownerFinance',
  '=owners.legal': 'ownerLegal',
  '=requester.id': 'requester',
} as const;
const ROLES = ['sales', 'finance', 'legal', 'credit', 'head', 'executive', 'admin'] as const;

/** Who, in words where it is one of the usual ones, else as it is written. */
function nameOf(expression: string, t: ReturnType<typeof useTexts>): string {
  const person = Object.entries(PEOPLE).find(([source]) => source === expression)?.[1];
  if (person) return t(person);
  const names = expression.replaceAll(/^=|[[\]"\s]|role:/g, '').split(',');
  return names.map((name) => ROLES.find((role) => role === name)).every((role) => role !== undefined)
    ? names.map((name) => t(name as (typeof ROLES)[number])).join('、')
    : names.join('、');
}

export interface CanvasHandle {
  /** Brings an element into view, selects it and lets it pulse. */
  show(elementId: string): void;
}

interface Props {
  readonly xml: string;
  readonly onChange: (xml: string) => void;
  readonly problems: readonly LintProblem[];
  /** What is shown beside the drawing for the chosen element; the process itself when nothing is chosen. */
  readonly panel: (drawing: Drawing, element: CanvasElement, revision: number) => ReactNode;
  readonly ref?: Ref<CanvasHandle>;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const PALETTE = 72;

/** The whole drawing beside the palette, not under it; never larger than life. */
function fit(drawing: Drawing): void {
  const canvas = drawing.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1, (outer.width - PALETTE - 24) / inner.width, (outer.height - 32) / inner.height);
  canvas.viewbox({
    x: inner.x - PALETTE / scale - Math.max(0, (outer.width - PALETTE) / scale - inner.width) / 2,
    y: inner.y - Math.max(0, outer.height / scale - inner.height) / 2,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}

/** Who does a task, under its box: the picture alone explains the flow. */
function showWho(drawing: Drawing, t: ReturnType<typeof useTexts>): void {
  const overlays = drawing.get('overlays');
  overlays.remove({ type: 'who' });
  for (const element of drawing
    .get('elementRegistry')
    .filter((item) => item.type === 'bpmn:UserTask' && !item.labelTarget)) {
    const assignment = extensionOf(element.businessObject, 'zeebe:AssignmentDefinition');
    const who = [assignment?.get('assignee'), assignment?.get('candidateGroups')].find(
      (value): value is string => typeof value === 'string' && value !== '',
    );
    const days = headersOf(element.businessObject)['dueDays'];
    const line = [who ? nameOf(who, t) : '', days ? t('days', { days }) : ''].filter(Boolean).join(' · ');
    if (line)
      overlays.add(element.id, 'who', {
        position: { bottom: -2, left: 0 },
        html: `<div class="x-who">${escape(line)}</div>`,
      });
  }
}

/** The drawing board: bpmn-js in the reader's language, every change handed out as XML a moment later. */
export function ProcessCanvas({ xml, onChange, problems, panel, ref }: Props) {
  const t = useTexts();
  const language = useLanguage();
  const container = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const latest = useRef(xml);
  const changed = useEffectEvent(onChange);
  const nameWorkers = useEffectEvent((modeler: Drawing) => showWho(modeler, t));
  const [element, setElement] = useState<CanvasElement | null>(null);
  const [revision, setRevision] = useState(0);
  const [failed, setFailed] = useState<string | null>(null);

  useEffect(() => {
    if (!container.current) return;
    let alive = true;
    let timer: ReturnType<typeof setTimeout>;
    const modeler = new BpmnModeler({
      container: container.current,
      moddleExtensions: { zeebe },
      additionalModules: [translateModule(language), ...(language === 'en' ? [englishLabels] : [])],
      // bpmn-js types its services as unknown; `Drawing` names those used here.
    }) as unknown as Drawing;
    setDrawing(modeler);
    const root = (): CanvasElement => modeler.get('canvas').getRootElement();
    modeler.get('eventBus').on('selection.changed', (event) => {
      const chosen = event.newSelection?.[0];
      setElement(chosen ? (chosen.labelTarget ?? chosen) : root());
    });
    modeler.on('commandStack.changed', () => {
      setRevision((count) => count + 1);
      nameWorkers(modeler);
      clearTimeout(timer);
      timer = setTimeout(() => {
        modeler.saveXML({ format: true }).then(
          ({ xml: saved }) => {
            if (!alive || saved === undefined) return;
            latest.current = saved;
            changed(saved);
          },
          (error: unknown) => setFailed(String(error)),
        );
      }, 300);
    });
    modeler.importXML(latest.current).then(
      () => {
        if (!alive) return;
        setElement(root());
        nameWorkers(modeler);
        fit(modeler);
      },
      (error: unknown) => {
        if (alive) setFailed(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      alive = false;
      clearTimeout(timer);
      setDrawing(null);
      modeler.destroy();
    };
  }, [language]);

  // Another file was put in from outside (a restored version, an import): draw that.
  useEffect(() => {
    if (xml === latest.current || !drawing) return;
    latest.current = xml;
    const modeler = drawing;
    modeler.importXML(xml).then(
      () => {
        setFailed(null);
        setElement(modeler.get('canvas').getRootElement());
        nameWorkers(modeler);
        fit(modeler);
      },
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  }, [xml, drawing]);

  useEffect(() => {
    const modeler = drawing;
    if (!modeler) return;
    const registry = modeler.get('elementRegistry');
    const canvas = modeler.get('canvas');
    const marked = problems.flatMap((problem) =>
      problem.element && registry.get(problem.element)
        ? [{ id: problem.element, marker: problem.severity === 'error' ? 'x-error' : 'x-warning' }]
        : [],
    );
    for (const { id, marker } of marked) canvas.addMarker(id, marker);
    return () => {
      for (const { id, marker } of marked) if (registry.get(id)) canvas.removeMarker(id, marker);
    };
  }, [problems, revision, drawing]);

  useImperativeHandle(ref, () => ({
    show(elementId) {
      const modeler = drawing;
      const found = modeler?.get('elementRegistry').get(elementId);
      if (!modeler || !found) return;
      const canvas = modeler.get('canvas');
      canvas.scrollToElement(elementId);
      modeler.get('selection').select(found);
      canvas.addMarker(elementId, 'x-pulse');
      setTimeout(() => {
        if (modeler.get('elementRegistry').get(elementId)) canvas.removeMarker(elementId, 'x-pulse');
      }, 2400);
    },
  }));

  const stack = drawing?.get('commandStack');
  return (
    <div className="x-designer">
      <div className="x-designer-canvas">
        {failed ? <Alert type="error" showIcon title={t('failed')} description={failed} /> : null}
        <div ref={container} className="x-designer-board" />
        <Space className="x-designer-tools" size={4}>
          <Button
            size="small"
            icon={<UndoOutlined />}
            disabled={!stack?.canUndo()}
            onClick={() => stack?.undo()}
            aria-label={t('undo')}
            title={t('undo')}
          />
          <Button
            size="small"
            icon={<RedoOutlined />}
            disabled={!stack?.canRedo()}
            onClick={() => stack?.redo()}
            aria-label={t('redo')}
            title={t('redo')}
          />
          <Button
            size="small"
            icon={<ExpandOutlined />}
            onClick={() => drawing && fit(drawing)}
            aria-label={t('fit')}
            title={t('fit')}
          />
        </Space>
      </div>
      <aside className="x-designer-panel">{drawing && element ? panel(drawing, element, revision) : null}</aside>
    </div>
  );
}
