/** What a form makes of a submission: one verdict in browser and server, because both run this code. */
export { withoutEmpty } from './prepare.ts';
export { check, isValid, type Fault, type Verdict } from './check.ts';
export { checkSubmission, validateSubmission, type Submission, type SubmissionError } from './submission.ts';
