import { inContainer } from '../example';
import { rangeRule } from '../limits';
import { api } from '../sources';

const check = (members: string): string => inContainer(`"healthCheck":{"command":["CMD","true"],${members}}`);
const source = api('HealthCheck');
const why = 'ECS refuses values outside of this range.';

export const healthCheckIntervalRange = rangeRule({
  id: 'health-check-interval-range',
  group: 'health',
  summary: 'A health check runs every 5 to 300 seconds',
  why,
  source,
  frame: (value) => check(`"interval":${value}`),
  good: [5, 30, 300],
  bad: [
    [4, 5],
    [301, 300],
  ],
});

export const healthCheckTimeoutRange = rangeRule({
  id: 'health-check-timeout-range',
  group: 'health',
  summary: 'A health check may take 2 to 60 seconds',
  why,
  source,
  frame: (value) => check(`"interval":120,"timeout":${value}`),
  good: [2, 5, 60],
  bad: [
    [1, 2],
    [61, 60],
  ],
});

export const healthCheckRetriesRange = rangeRule({
  id: 'health-check-retries-range',
  group: 'health',
  summary: 'A container is unhealthy after 1 to 10 failures in a row',
  why,
  source,
  frame: (value) => check(`"retries":${value}`),
  good: [1, 3, 10],
  bad: [
    [0, 1],
    [11, 10],
  ],
});

export const healthCheckStartPeriodRange = rangeRule({
  id: 'health-check-start-period-range',
  group: 'health',
  summary: 'Failures can be ignored for the first 0 to 300 seconds',
  why,
  source,
  frame: (value) => check(`"startPeriod":${value}`),
  good: [0, 300],
  bad: [
    [-1, 0],
    [301, 300],
  ],
});

export const healthCheckRanges = [
  healthCheckIntervalRange,
  healthCheckTimeoutRange,
  healthCheckRetriesRange,
  healthCheckStartPeriodRange,
];
