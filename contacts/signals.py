"""What do later apps hear from here?"""

from django.dispatch import Signal

# A person is being erased (kwarg `person`), within the transaction: blank the free text she wrote.
person_erased = Signal()
