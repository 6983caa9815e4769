"""The store for many replicas: PostgreSQL, or what speaks its language.

Every key begins with the tenant, every statement stays within one, and none needs what Citus, CockroachDB or YugabyteDB
lack: no advisory lock, no trigger, no CTE that writes. LISTEN/NOTIFY only wakes; polling alone does the same.
"""
