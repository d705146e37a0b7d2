import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

export default typescript.config(
  { ignores: ['dist', 'node_modules'] },
  typescript.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: false }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  { files: ['src/ui/messages/*.ts'], rules: { 'max-lines': 'off' } },
);
