import { here, serving, testFaults } from '../testing/seeded-faults.ts'

testFaults([
  {
    code: 'role_settings_changed',
    subjects: ['stoa_app: default_transaction_read_only'],
    // For this database only: other tests share the role.
    seed: here('alter role stoa_app in database %I set default_transaction_read_only = on'),
  },
  {
    code: 'setting_unsafe',
    subjects: serving.map((role) => `${role}: row_security = off`),
    seed: here('alter database %I set row_security = off'),
  },
  {
    code: 'setting_unsafe',
    subjects: serving.map((role) => `${role}: default_transaction_isolation = serializable`),
    seed: here('alter database %I set default_transaction_isolation = serializable'),
  },
  {
    code: 'setting_unsafe',
    subjects: serving.map((role) => `${role}: session_replication_role = replica`),
    seed: here('alter database %I set session_replication_role = replica'),
  },
  {
    code: 'log_shows_bindings',
    subjects: serving.map((role) => `${role}: log_statement = all`),
    seed: here("alter database %I set log_statement = 'all'"),
  },
  {
    code: 'log_shows_bindings',
    subjects: serving.map((role) => `${role}: log_parameter_max_length_on_error = -1`),
    seed: here('alter database %I set log_parameter_max_length_on_error = -1'),
  },
])
