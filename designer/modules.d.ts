/** Packages that ship no types of their own. */
declare module 'bpmn-js-i18n-zh/lib/bpmn-js/index.js' {
  const dictionary: Readonly<Record<string, string>>;
  export default dictionary;
}
