export * from './site.presenter.ts';
export * from './sites.ts';
export * from './visitor-sessions.ts';
export * from './visitors.module.ts';
