/** A valid task definition of about this many bytes, with everything that an everyday one holds, only more of it. */
export function largeDefinition(bytes: number): string {
  for (let variables = 10; ; variables += 5) {
    const text = JSON.stringify(definition(variables), undefined, 2);
    if (text.length >= bytes) return text;
  }
}

function definition(variables: number): object {
  return {
    family: 'large',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '4096',
    memory: '16384',
    executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
    volumes: [{ name: 'scratch' }],
    containerDefinitions: Array.from({ length: 10 }, (_, index) => container(index, variables)),
  };
}

function container(index: number, variables: number): object {
  const names = Array.from({ length: variables }, (_, at) => `SETTING_${at}`);
  return {
    name: `service-${index}`,
    image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/service-${index}:1.${index}`,
    essential: index === 0,
    cpu: 256,
    memory: 1024,
    portMappings: [{ name: `port-${index}`, containerPort: 8000 + index, protocol: 'tcp' }],
    environment: names.map((name, at) => ({ name, value: `value ${at} of service ${index}` })),
    secrets: ['TOKEN', 'PASSWORD'].map((name) => ({
      name,
      valueFrom: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:service-${index}/${name}-AbCdEf`,
    })),
    mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch', readOnly: index > 0 }],
    dependsOn: index === 0 ? [] : [{ containerName: 'service-0', condition: 'START' }],
    healthCheck: { command: ['CMD-SHELL', 'wget -qO- http://localhost/health || exit 1'], interval: 10, retries: 3 },
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/ecs/large', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': `s${index}` },
    },
  };
}
