/** The door of the designer: the drawing board, its properties, decision tables and the trial run, as React components. */
export { englishDrawing } from './canvas/english-labels.ts';
export { type CanvasHandle, ProcessCanvas } from './canvas/process-canvas.tsx';
export { DecisionTester } from './decisions/decision-tester.tsx';
export { DecisionTableEditor } from './decisions/table-editor.tsx';
export { readDecisions, readTables, writeRules } from './decisions/table-xml.ts';
export { PropertiesPanel, type Surroundings } from './properties/properties-panel.tsx';
export { TrialRun } from './trial/trial-run.tsx';
