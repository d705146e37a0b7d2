// What the pages before the door and the second factor say, in English; loaded with them.

export const en = {
  signIn: 'Sign in',
  'signIn.title': 'Sign in to Relacja',
  'signIn.wrong': 'The login or the password is not right. Try again, or ask an administrator for a new password.',
  'signIn.forgotten': 'Forgotten the password? Ask an administrator of your company for a new one: Settings, People, New password.',
  'signIn.firstRun': 'Nobody can sign in yet. Open the one-time link that the program printed when it started.',
  'factor.on': 'Codes of an authenticator app are asked for when you sign in. {count} recovery codes are left.',
  'factor.off': 'A code of an authenticator app on your phone, asked for beside the password, protects your account when the password is stolen.',
  'factor.required': 'Your role asks for a second factor: a code of an authenticator app on your phone. Set it up now.',
  'factor.begin': 'Set it up',
  'factor.replace': 'Set up another one',
  'factor.secret': 'Open this link on the phone that has the app, or type the secret into the app. Then type the code that the app shows.',
  'factor.open': 'Open in an authenticator app',
  'factor.code': 'Code of the app, or a recovery code',
  'factor.confirm': 'Confirm',
  'factor.wrong': 'The code is not right, or was used already. Wait for the next one.',
  'factor.codes': 'Keep these recovery codes in a safe place: each signs you in once when the phone is lost. They are not shown again.',
  'factor.kept': 'I have kept them',
  'factor.renew': 'New recovery codes',
  'factor.end': 'Turn it off',
  'firstRun.title': 'Welcome to Relacja',
  'firstRun.text': 'Say who you are. Everything can be changed later in the settings.',
  'firstRun.noToken': 'This page opens by the one-time link that the program printed when it started. Copy the whole link.',
  'firstRun.user': 'First user',
  'firstRun.begin': 'Begin',
};

export type EntranceMessages = Record<keyof typeof en, string>;
